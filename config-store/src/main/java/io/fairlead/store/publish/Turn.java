package io.fairlead.store.publish;

/// The rows of a table that are read in their turn. Used by one thread.
interface Turn {
  /// Of most tables: nothing was published before its turn, and as much is read as may be.
  Turn PLAIN =
      new Turn() {
        @Override
        public boolean isPublished(Cursor row) {
          return false;
        }

        @Override
        public boolean isOver() {
          return false;
        }
      };

  /// The turn of a row has come.
  ///
  /// @return whether it was published like this already
  boolean isPublished(Cursor row);

  /// Whether the others are to wait for their next turn.
  boolean isOver();
}
