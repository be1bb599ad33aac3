using System.Globalization;
using System.Linq;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>The session's culture decides nothing of what goes out.</summary>
public sealed class CultureTests(SharedSession shared) : SharedSessionTest(shared)
{
    // Commas for points, dotless i, right to left, calendars other than the Gregorian, the day before the month.
    public static TheoryData<string> Cultures => ["tr-TR", "ar-SA", "de-DE", "en-GB", "fa-IR"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_wire_is_the_same_in_every_culture(string culture)
    {
        ShellResult result = SetUser(
            In(culture) + """
            [ordered]@{
                USERID = 1234567.5d; EMAIL = 'INFO@example.com'; 'FIRST NAME' = 'Iıİi'
                int = -1234567; long = 1234567890123456789;
                big = [bigint]::Parse('-123456789012345678901234567890', [cultureinfo]::InvariantCulture)
                decimal = -1234567.50d; double = -1234567.25; tiny = 1e-7; float = [float]1.5
                enum = [DayOfWeek]::Friday; char = [char]'I'
                utc = [datetime]::new(2026, 2, 1, 14, 5, 6, [DateTimeKind]::Utc)
                offset = [datetimeoffset]::new(2026, 2, 1, 0, 5, 6, [timespan]::FromHours(2))
                date = [DateOnly]::new(2026, 2, 1); version = [version]'1.2'
                list = -1.5, [double]2.5, 3.5d, [DateOnly]::new(2026, 2, 1)
                NUMBERTEXT = '-1234.50'; datetext = '2026-02-01'; timetext = '2026-02-01 00:05:06 +02:00'
                BIT = 'TRUE'; listtext = 'I;i'; textnumber = -1.5
            }
            """,
            "-Property ([ordered]@{ byhand = 2.5; dateByHand = [datetime]::new(2026, 2, 1, 14, 5, 6, [DateTimeKind]::Utc) })"
            + " -PropertyMap @{ 'first name' = 'first_name' }"
            + " -PropertyType @{ numbertext = 'number'; DATETEXT = 'datetime'; timeText = 'DATETIME'; bit = 'boolean'; LISTTEXT = 'list'; "
            + "textNumber = 'text' }");
        Assert.Empty(result.ThrowIfFailed().Warnings);
        Assert.Equal("""{"userId":"1234567.5","email":"INFO@example.com"}""", OnlyIdentification);
        Assert.Equal(
            """
            first_name="Iıİi"
            int=-1234567
            long=1234567890123456789
            big=-123456789012345678901234567890
            decimal=-1234567.50
            double=-1234567.25
            tiny=1E-07
            float=1.5
            enum="Friday"
            char="I"
            utc="2026-02-01T14:05:06Z"
            offset="2026-01-31T22:05:06Z"
            date="2026-02-01T00:00:00Z"
            version="1.2"
            list=["-1.5","2.5","3.5","2026-02-01T00:00:00Z"]
            NUMBERTEXT=-1234.50
            datetext="2026-02-01T00:00:00Z"
            timetext="2026-01-31T22:05:06Z"
            BIT=true
            listtext=["I","i"]
            textnumber="-1.5"
            byhand=2.5
            dateByHand="2026-02-01T14:05:06Z"
            """,
            string.Join('\n', OnlyProperties.EnumerateObject().Select(property => property.Name + "=" + property.Value.GetRawText())));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Column_names_match_in_every_culture(string culture)
    {
        ShellResult result = SetUser(
            In(culture) + "[ordered]@{ ID = 'u'; INSTITUTE = 'I'; Invisible = 'x'; PSISCONTAINER = 'x' }",
            "-PropertyMap @{ id = 'USER_ID'; institute = 'iban' } -ExcludeProperty invis*, psis*").ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal("iban=\"I\"", OnlySent);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void A_parameter_is_read_the_same_in_every_culture(string culture)
    {
        UserResult result = Assert.Single(
            Shell.Run(In(culture) + "Set-JournyUser -UserId 1234.5 -BlankValue skip -Property @{ a = 1.5 }")
                .ThrowIfFailed()
                .As<UserResult>());
        Assert.Equal("1234.5", result.UserId);
        Assert.Equal("a=1.5", OnlySent);
    }

    /// <summary>Sets the culture of the pipeline's thread, and makes sure that this machine has it.</summary>
    private static string In(string culture)
    {
        Assert.False(CultureInfo.GetCultureInfo(culture, predefinedOnly: true).Equals(CultureInfo.InvariantCulture));
        return $$"""
            [cultureinfo]::CurrentCulture = [cultureinfo]::new('{{culture}}')
            [cultureinfo]::CurrentUICulture = [cultureinfo]::new('{{culture}}')

            """;
    }
}
