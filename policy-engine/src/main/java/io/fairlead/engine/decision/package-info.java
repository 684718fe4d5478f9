/// What the engine makes of what it knows, apart from how Kafka Streams keeps it: plain Java.
///
/// [io.fairlead.engine.decision.Policies] holds the policies as they are now,
/// [io.fairlead.engine.decision.HeardEntry] what a cluster said of a configuration,
/// [io.fairlead.engine.decision.Sweep] which clusters a change of policies concerns and how far
/// they were looked at again, [io.fairlead.engine.decision.Connected] whose agents were heard
/// lately, [io.fairlead.engine.decision.HeadStart] that those come first, and
/// [io.fairlead.engine.decision.Reminders] which cluster is due at what time.
/// [io.fairlead.engine.decision.Outcome] is what an evaluation adds to what was said before;
/// [io.fairlead.engine.decision.Digest] tells whether that is the same, and
/// [io.fairlead.engine.decision.Kept] how it is kept.
@NullMarked
package io.fairlead.engine.decision;

import org.jspecify.annotations.NullMarked;
