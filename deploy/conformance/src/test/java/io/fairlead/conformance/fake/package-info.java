/// A small hub that keeps the protocol, and breaks one rule of it when told to.
@NullMarked
package io.fairlead.conformance.fake;

import org.jspecify.annotations.NullMarked;
