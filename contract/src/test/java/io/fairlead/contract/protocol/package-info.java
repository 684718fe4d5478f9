@NullMarked
package io.fairlead.contract.protocol;

import org.jspecify.annotations.NullMarked;
