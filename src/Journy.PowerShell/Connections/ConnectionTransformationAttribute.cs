using System.Management.Automation;

namespace Journy.Connections;

/// <summary>Lets a connection be given by its name, and says of one that came from another process what to do.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string name)
        {
            try
            {
                return ConnectionStore.Require(name);
            }
            catch (JournyInputException exception)
            {
                throw new ArgumentTransformationMetadataException(exception.Message, exception);
            }
        }

        if (inputData is PSObject { TypeNames: { Count: > 0 } names } && names[0] == "Deserialized." + typeof(JournyConnection).FullName)
        {
            throw ConnectionProblems.Deserialized();
        }

        return value is JournyConnection or null ? value! : throw ConnectionProblems.NotAConnection(value);
    }
}
