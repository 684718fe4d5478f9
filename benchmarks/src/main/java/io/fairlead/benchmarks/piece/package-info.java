/// The hot pieces of the services, each measured alone by JMH: one class for each piece, whose
/// methods begin with what is measured; `bare…` are their floors.
///
/// [io.fairlead.benchmarks.piece.Pieces] says which there are and what they are called,
/// [io.fairlead.benchmarks.piece.JmhRun] has JMH measure them.
@NullMarked
package io.fairlead.benchmarks.piece;

import org.jspecify.annotations.NullMarked;
