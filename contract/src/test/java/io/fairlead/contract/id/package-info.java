@NullMarked
package io.fairlead.contract.id;

import org.jspecify.annotations.NullMarked;
