/// Tests of the whole: a hub of five real processes, agents on the real session library, users over
/// HTTP.
///
/// Start with [io.fairlead.systemtest.World], which each test gets, then with any scenario. The
/// tests of
/// the numbered scenarios are listed in this module's README.
@NullMarked
package io.fairlead.systemtest;

import org.jspecify.annotations.NullMarked;
