/// How outcomes are told to people and to programs.
@NullMarked
package io.fairlead.conformance.report;

import org.jspecify.annotations.NullMarked;
