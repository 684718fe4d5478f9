@NullMarked
package io.fairlead.contract.golden;

import org.jspecify.annotations.NullMarked;
