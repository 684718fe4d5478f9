/// How records are written as JSON: one mapper for all of it.
@NullMarked
package io.fairlead.contract.json;

import org.jspecify.annotations.NullMarked;
