// Agents' public keys, as a cluster's registration wants them: base64 of DER SubjectPublicKeyInfo.
import { generateKeyPairSync } from "node:crypto";

const encoded = (pair) => pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");

// One RSA pair for the whole run: making one takes long.
export const rsa = encoded(generateKeyPairSync("rsa", { modulusLength: 2048 }));
export const ed25519 = () => encoded(generateKeyPairSync("ed25519"));

export const registration = (over = {}) => ({
  location: "westeurope",
  identity: { type: "SystemAssigned" },
  tags: { site: "test" },
  agentPublicKeyCertificate: rsa,
  ...over,
});

/** The same as `registration`, as it goes over the wire. */
export function registrationBody(over = {}) {
  const { agentPublicKeyCertificate, ...rest } = registration(over);
  return { ...rest, properties: { agentPublicKeyCertificate } };
}
