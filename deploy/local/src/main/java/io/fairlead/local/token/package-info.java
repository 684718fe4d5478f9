/// Access tokens for the API, behind `./fairlead token`: the command is
/// [io.fairlead.local.token.TokenMain], what it was asked for a
/// [io.fairlead.local.token.TokenOptions], and [io.fairlead.local.token.AccessTokens] signs.
@NullMarked
package io.fairlead.local.token;

import org.jspecify.annotations.NullMarked;
