/// How much each caller may ask: [io.fairlead.api.rate.RateLimits] has a
/// [io.fairlead.api.rate.TokenBucket] for each caller and
/// [io.fairlead.api.rate.RequestKind], as ARM has. Plain Java; the edge asks it before it reads a
/// body.
@NullMarked
package io.fairlead.api.rate;

import org.jspecify.annotations.NullMarked;
