package io.fairlead.api.schema;

/// What one JSON value may be. All kinds are immutable data; only [Validator] and [OpenApi]
/// interpret them.
public sealed interface Schema
    permits ObjectSchema,
        MapSchema,
        ArraySchema,
        StringSchema,
        IntegerSchema,
        BooleanSchema,
        FreeFormSchema {}
