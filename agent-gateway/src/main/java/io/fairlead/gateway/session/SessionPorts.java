package io.fairlead.gateway.session;

import java.time.InstantSource;

/// All that a session works with.
public record SessionPorts(
    Transport transport,
    SessionLoop loop,
    DesiredState table,
    Uplink uplink,
    Directory directory,
    SessionObserver observer,
    InstantSource clock) {}
