/// Requests made up from the API's own OpenAPI document, and what every answer is judged by. Start
/// with [io.fairlead.api.fuzz.ApiFuzzTest]; then [io.fairlead.api.fuzz.RequestMaker], which makes a
/// request from a number, and [io.fairlead.api.fuzz.Judge].
@NullMarked
package io.fairlead.api.fuzz;

import org.jspecify.annotations.NullMarked;
