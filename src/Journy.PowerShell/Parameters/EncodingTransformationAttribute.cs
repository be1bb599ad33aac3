using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Journy.Parameters;

/// <summary>Lets an encoding be given by the names that PowerShell's own cmdlets use, by its IANA name or by its code page.</summary>
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is Encoding encoding)
        {
            return encoding;
        }

        string name = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        try
        {
            return name.ToUpperInvariant() switch
            {
                "UTF8" or "UTF8BOM" or "UTF8NOBOM" => Encoding.UTF8,
                "UNICODE" => Encoding.Unicode,
                "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
                "UTF32" => Encoding.UTF32,
                "LATIN1" => Encoding.GetEncoding("iso-8859-1"),
                "ANSI" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "OEM" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
                _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int codePage) =>
                    Encoding.GetEncoding(codePage),
                _ => Encoding.GetEncoding(name),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw ParameterProblems.UnknownEncoding(name);
        }
    }
}
