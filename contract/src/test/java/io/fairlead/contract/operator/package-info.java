@NullMarked
package io.fairlead.contract.operator;

import org.jspecify.annotations.NullMarked;
