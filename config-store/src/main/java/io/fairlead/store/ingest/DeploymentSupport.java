package io.fairlead.store.ingest;

import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;

/// What it takes to do what policies want.
///
/// @param check the API's rules
/// @param withdrawals asked before anything is taken away
/// @param exemptions how they are read
/// @param secrets where secrets are found
/// @param handover how they get to clusters
/// @param seal seals and opens properties
public record DeploymentSupport(
    DeploymentCheck check,
    WithdrawalCheck withdrawals,
    ExemptionCheck exemptions,
    SecretProvider secrets,
    SecretHandover handover,
    PropertiesSeal seal) {}
