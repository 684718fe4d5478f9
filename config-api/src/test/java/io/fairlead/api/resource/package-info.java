/// What each resource type accepts, refuses, completes and returns.
@NullMarked
package io.fairlead.api.resource;

import org.jspecify.annotations.NullMarked;
