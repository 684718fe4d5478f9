package io.fairlead.store.publish;

/// What a publisher does.
public enum PublisherState {
  /// Not started, or stopped.
  STOPPED,
  /// Looks for the lock, or prepares.
  STARTING,
  /// Another process publishes; this one waits to take over.
  STANDBY,
  /// Publishes everything again in a new epoch.
  REPUBLISHING,
  /// Publishes changes.
  PUBLISHING,
  /// Failed; tries again after a while.
  FAILED
}
