package io.fairlead.session.core;

import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.session.desired.StoreException;
import java.util.List;

/// Acknowledgements that fit into a frame: with very many refusals their reasons get shorter.
final class Acknowledgements {
  private Acknowledgements() {}

  static AgentFrame.Acknowledge refusingAll(GatewayFrame.Changes frame, StoreException reason) {
    String text = String.valueOf(reason.getMessage());
    return of(
        frame.nonce(),
        frame.changed().stream().map(change -> new Refusal(change.version(), text)).toList());
  }

  static AgentFrame.Acknowledge of(long nonce, List<Refusal> refused) {
    AgentFrame.Acknowledge frame = new AgentFrame.Acknowledge(nonce, refused);
    int characters = Refusal.MAX_REASON;
    while (Json.write(frame).length > ProtocolLimits.MAX_FRAME_BYTES && characters > 0) {
      characters /= 2;
      int most = characters;
      frame =
          new AgentFrame.Acknowledge(
              nonce, refused.stream().map(refusal -> cut(refusal, most)).toList());
    }
    return frame;
  }

  private static Refusal cut(Refusal refusal, int characters) {
    String reason = refusal.reason();
    return new Refusal(
        refusal.configuration(), reason.substring(0, Math.min(reason.length(), characters)));
  }
}
