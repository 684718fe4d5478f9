/// The rules of the protocol as checks, one class for each subject.
@NullMarked
package io.fairlead.conformance.checks;

import org.jspecify.annotations.NullMarked;
