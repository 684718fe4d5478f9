/// The failure scenarios, one class per number. Each is stated as steps and what must hold; the
/// numbers
/// are those of the table in this module's README.
@NullMarked
package io.fairlead.systemtest.scenario;

import org.jspecify.annotations.NullMarked;
