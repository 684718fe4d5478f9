/// How a service ends with whoever started it: [io.fairlead.lifeline.Lifeline] is in each that has
/// this module, without a word of its own.
@NullMarked
package io.fairlead.lifeline;

import org.jspecify.annotations.NullMarked;
