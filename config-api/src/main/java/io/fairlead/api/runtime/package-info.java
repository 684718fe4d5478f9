/// How the API runs: configuration ([io.fairlead.api.runtime.ApiConfig]), routes
/// ([io.fairlead.api.runtime.ApiRoutes]), health, metrics, logs and the end of the process. The
/// only package that knows the framework.
@NullMarked
package io.fairlead.api.runtime;

import org.jspecify.annotations.NullMarked;
