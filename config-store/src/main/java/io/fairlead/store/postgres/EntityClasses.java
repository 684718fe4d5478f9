package io.fairlead.store.postgres;

import java.util.List;

/// What a framework that finds no entities by itself must be told.
public final class EntityClasses {
  /// All of them.
  public static final List<Class<?>> ALL =
      List.of(
          SubscriptionEntity.class,
          ResourceGroupEntity.class,
          ClusterEntity.class,
          ConnectivityEntity.class,
          ConfigurationEntity.class,
          ProgressEntity.class,
          ProtectedSettingEntity.class,
          OperationEntity.class,
          PolicyEntity.class,
          PolicyReferenceEntity.class);

  private EntityClasses() {}
}
