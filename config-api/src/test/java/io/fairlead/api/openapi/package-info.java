/// The description of the API.
@NullMarked
package io.fairlead.api.openapi;

import org.jspecify.annotations.NullMarked;
