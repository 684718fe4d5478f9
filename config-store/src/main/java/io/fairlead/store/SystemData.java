package io.fairlead.store;

import java.time.Instant;

/// Who made a resource and who changed its desired state last, by the hub's clock.
public record SystemData(
    Principal createdBy, Instant createdAt, Principal lastModifiedBy, Instant lastModifiedAt) {}
