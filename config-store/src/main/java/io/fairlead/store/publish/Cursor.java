package io.fairlead.store.publish;

/// How far a table was published: everything up to this place in the order (changed_xid, key).
///
/// @param xid a 64-bit transaction id, in decimal
/// @param key a lower-case id
record Cursor(String xid, String key) {
  static final Cursor START = new Cursor("0", "");
}
