/// The edge: from HTTP to an operation and back. Read [io.fairlead.api.http.Edge] first, then what
/// it uses: [io.fairlead.api.http.Exchange] (one request's ids and its answer),
/// [io.fairlead.api.http.BodyReading] (limits and slow clients), [io.fairlead.api.http.Limits].
/// Built on Vert.x alone, so that tests drive it without the framework; the classes in
/// `runtime` put it in.
@NullMarked
package io.fairlead.api.http;

import org.jspecify.annotations.NullMarked;
