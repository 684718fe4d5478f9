/// The description of the API for clients: [io.fairlead.api.openapi.OpenApiDocument].
@NullMarked
package io.fairlead.api.openapi;

import org.jspecify.annotations.NullMarked;
