/// probe
@NullMarked
package io.fairlead.contract;

import org.jspecify.annotations.NullMarked;
