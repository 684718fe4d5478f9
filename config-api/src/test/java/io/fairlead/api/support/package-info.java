/// What tests stand on: [io.fairlead.api.support.FakeDatabase], a complete store in memory, and
/// [io.fairlead.api.support.ApiUnderTest], the API over it behind a real HTTP server.
@NullMarked
package io.fairlead.api.support;

import org.jspecify.annotations.NullMarked;
