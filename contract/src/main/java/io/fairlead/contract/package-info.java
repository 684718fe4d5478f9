/// What the parts of Fairlead say to each other: plain Java, no framework.
///
/// Read in this order: [io.fairlead.contract.id] (how things are named and versioned),
/// [io.fairlead.contract.topic] (where state travels), [io.fairlead.contract.event] (what travels
/// on Kafka), [io.fairlead.contract.protocol] (what travels between an agent and a gateway),
/// [io.fairlead.contract.flux] and [io.fairlead.contract.operator] (what a configuration may say
/// beyond the form of its properties), [io.fairlead.contract.secret] (how its secrets travel), and
/// [io.fairlead.contract.json] (how all of it is written as JSON).
@NullMarked
package io.fairlead.contract;

import org.jspecify.annotations.NullMarked;
