@NullMarked
package io.fairlead.contract.flux;

import org.jspecify.annotations.NullMarked;
