package io.fairlead.contract.protocol;

/// One WebSocket text message: a JSON object whose `type` names the frame.
public sealed interface Frame permits AgentFrame, GatewayFrame {}
