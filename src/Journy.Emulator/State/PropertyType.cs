namespace Journy.Emulator.State;

/// <summary>The type that a workspace remembers for a property's name.</summary>
internal enum PropertyType
{
    Text,
    Number,
    Boolean,
    DateTime,
    List,
}
