package io.fairlead.agent.operator;

import io.fairlead.contract.operator.HelmValues;

/// What a configuration says about the Helm operator.
///
/// @param tag the image's tag
/// @param values of the chart
record HelmSettings(String tag, HelmValues values) {}
