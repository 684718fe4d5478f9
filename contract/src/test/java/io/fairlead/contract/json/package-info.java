/// What the JSON mapping promises.
@NullMarked
package io.fairlead.contract.json;

import org.jspecify.annotations.NullMarked;
