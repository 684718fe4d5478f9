package io.fairlead.store.publish;

/// How far a table was published: everything up to this place in the order (changed_xid, key).
///
/// @param xid a 64-bit transaction id, in decimal
/// @param key a lower-case id
record Cursor(String xid, String key) {
  static final Cursor START = new Cursor("0", "");

  private static final String EXTENSION = "/providers/";

  /// The key of the cluster, where this is a configuration's row.
  String cluster() {
    return key.substring(0, key.lastIndexOf(EXTENSION));
  }

  /// In the order of the database, which compares keys byte by byte.
  boolean isAfter(Cursor other) {
    int order =
        Long.compareUnsigned(Long.parseUnsignedLong(xid), Long.parseUnsignedLong(other.xid));
    return order == 0 ? key.compareTo(other.key) > 0 : order > 0;
  }
}
