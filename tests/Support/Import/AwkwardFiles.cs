using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Tests.Import;

/// <summary>
/// Files as customers have them: of many programs and systems, cut off, edited by hand, saved in the wrong way. Each comes with the
/// rows, cells and lines that must be read from it, or with the error that must refuse it.
/// </summary>
internal static class AwkwardFiles
{
    private const string Text = "Zoë שלום 😀";
    private static readonly string Million = string.Concat(Enumerable.Repeat("0123456789,\"\r\n", 1_000_000 / 14 + 1))[..1_000_000];

    /// <summary>Every file by what is awkward about it.</summary>
    public static IReadOnlyDictionary<string, AwkwardFile> All { get; } = new Dictionary<string, AwkwardFile>
    {
        // Hashes: a comment to some readers.
        ["rows and a header that begin with #"] = new("#note,user_id\n#1,u1\n# no comment,u2\n#,u3\n\"#\",u4\n")
        {
            Header = ["#note", "user_id"],
            Rows = [new(2, ["#1", "u1"]), new(3, ["# no comment", "u2"]), new(4, ["#", "u3"]), new(5, ["#", "u4"])],
            IsImported = true,
        },
        ["an ID that begins with #"] = new("user_id,note\n#1,a\n##,b\n")
        {
            Rows = [new(2, ["#1", "a"]), new(3, ["##", "b"])],
            IsImported = true,
        },

        // Size.
        ["a cell of a million characters, of many lines"] = new(
            $"user_id,note\nu1,\"{Million.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\nu2,b\n")
        {
            Rows = [new(2, ["u1", Million]), new(3 + LineEnds(Million), ["u2", "b"])],
        },
        ["cells of a million characters"] = new(
            $"user_id,note\nu1,{new string('x', 1_000_000)}\nu2,\"\r\n{new string('y', 1_000_000)}\"\nu3,c\n")
        {
            Rows = [new(2, ["u1", new string('x', 1_000_000)]), new(3, ["u2", "\r\n" + new string('y', 1_000_000)]), new(5, ["u3", "c"])],
            IsImported = true,
        },
        ["2,000 columns"] = Wide(2_000) with { IsImported = true },
        ["20,000 columns"] = Wide(20_000),
        ["100,000 blank lines before a row"] = new("user_id,note" + string.Concat(Enumerable.Repeat("\r\n", 100_001)) + "u1,a")
        {
            Rows = [new(100_002, ["u1", "a"])],
            IsImported = true,
        },

        // Quotes.
        ["quotes in cells that do not begin with one"] = new("user_id,note\nu1,5\" pipe\nu2,6\"\nu3,a\"\"b\nu4, \"p\"\nu5,x\"y,z\"\nu6,a\n")
        {
            Rows =
            [
                new(2, ["u1", "5\" pipe"]), new(3, ["u2", "6\""]), new(4, ["u3", "a\"\"b"]), new(5, ["u4", " \"p\""]),
                new(6, ["u5", "x\"y", "z\""], JournyReason.RaggedRow), new(7, ["u6", "a"]),
            ],
            IsImported = true,
        },
        ["doubled quotes and quoted delimiters"] = new(
            "user_id,note\nu1,\"\"\"\"\nu2,\"\"\"a\"\"\"\nu3,\"a,b;c\td|e\"\n\"u4\",\"\"\"\"\"\"\nu5,\"\"\nu6,\",\"\n")
        {
            Rows =
            [
                new(2, ["u1", "\""]), new(3, ["u2", "\"a\""]), new(4, ["u3", "a,b;c\td|e"]), new(5, ["u4", "\"\""]),
                new(6, ["u5", ""]), new(7, ["u6", ","]),
            ],
            IsImported = true,
        },
        ["a character behind a closing quote"] = new("user_id,note\nu1,a\nu2,\"b\"c\nu3,c\n\n \nu4,d")
        {
            Rows = [new(2, ["u1", "a"]), new(3, [], JournyReason.DamagedFile)],
            UnreadLines = 2,
            IsImported = true,
        },
        ["white space behind a closing quote"] = new("user_id,note\n\"u1\" ,a\nu2,b\n")
        {
            Rows = [new(2, [], JournyReason.DamagedFile)],
            UnreadLines = 1,
        },
        ["a quote that stands alone in a quoted cell"] = new("user_id,note\nu1,a\nu2,\"the \"big\" one\"\nu3,c\n")
        {
            Rows = [new(2, ["u1", "a"]), new(3, [], JournyReason.DamagedFile)],
            UnreadLines = 1,
        },
        ["a quote that is never closed"] = new("user_id,note\r\nu1,a\r\n\r\nu2,\"b\r\nu3,c\r\nu4,d\r\n")
        {
            Rows = [new(2, ["u1", "a"]), new(4, [], JournyReason.DamagedFile)],
            UnreadLines = 2,
            IsImported = true,
        },
        ["a quote that is closed two rows later, which only the number of cells tells"] = new(
            "user_id,note\nu1,a\nu2,\"b\nu3,c\nu4,d\",e\nu5,f\n")
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b\nu3,c\nu4,d", "e"], JournyReason.RaggedRow), new(6, ["u5", "f"])],
            IsImported = true,
        },
        ["a file that ends within a quoted cell"] = new("user_id,note\nu1,a\nu2,\"cut o")
        {
            Rows = [new(2, ["u1", "a"]), new(3, [], JournyReason.DamagedFile)],
        },
        ["a file that ends behind an opening quote"] = new("user_id,note\nu1,a\nu2,\"")
        {
            Rows = [new(2, ["u1", "a"]), new(3, [], JournyReason.DamagedFile)],
        },
        ["a file that ends behind a doubled quote"] = new("user_id,note\nu1,a\nu2,\"\"\"")
        {
            Rows = [new(2, ["u1", "a"]), new(3, [], JournyReason.DamagedFile)],
        },
        ["a file that ends behind an empty pair of quotes"] = new("user_id,note\nu1,\"\"")
        {
            Rows = [new(2, ["u1", ""])],
            IsImported = true,
        },
        ["a damaged header"] =
            new("user_id,\"no\"te\nu1,a\n") { Refusal = (JournyReason.DamagedFile, "Nothing was read"), IsImported = true },
        ["a header that is never closed"] = new("user_id,\"note\nu1,a\n") { Refusal = (JournyReason.DamagedFile, "header") },

        // Line ends.
        ["CR alone"] = new("user_id,note\ru1,a\r\ru2,\"b\rc\"\ru3,d\r")
        {
            Rows = [new(2, ["u1", "a"]), new(4, ["u2", "b\rc"]), new(6, ["u3", "d"])],
            IsImported = true,
        },
        ["mixed line ends"] = new("user_id,note\r\nu1,a\nu2,b\ru3,c\n\ru4,d\r\r\nu5,e\r\n\nu6,f\n\n\ru7,g")
        {
            Rows =
            [
                new(2, ["u1", "a"]), new(3, ["u2", "b"]), new(4, ["u3", "c"]), new(6, ["u4", "d"]), new(8, ["u5", "e"]),
                new(10, ["u6", "f"]), new(13, ["u7", "g"]),
            ],
            IsImported = true,
        },
        ["quoted line ends of every kind"] = new(
            "user_id,note\nu1,\"\n\"\nu2,\"\r\"\nu3,\"\r\n\"\nu4,\"a\n\rb\r\r\nc\n\nd\"\nu5,\"\r\"\"\n\"\nu6,\"x\r\"\r\n\"u7\",\"\ny\"\n"
            + "u8,z\n")
        {
            Rows =
            [
                new(2, ["u1", "\n"]),
                new(4, ["u2", "\r"]),
                new(6, ["u3", "\r\n"]),
                new(8, ["u4", "a\n\rb\r\r\nc\n\nd"]),
                new(15, ["u5", "\r\"\n"]),
                new(18, ["u6", "x\r"]), new(20, ["u7", "\ny"]), new(22, ["u8", "z"]),
            ],
            IsImported = true,
        },
        ["line ends in names"] = new("user_id,\"no\r\nte\",\"x\ry\nz\"\nu1,a,b\n")
        {
            Header = ["user_id", "no\r\nte", "x\ry\nz"],
            Rows = [new(5, ["u1", "a", "b"])],
            IsImported = true,
        },
        ["characters that end a line elsewhere"] = new("user_id,note\nu1,a\u2028b\nu2,a\u2029b\nu3,a\u0085b\nu4,a\vb\fc\nu5,d\n")
        {
            Rows =
            [
                new(2, ["u1", "a\u2028b"]),
                new(3, ["u2", "a\u2029b"]),
                new(4, ["u3", "a\u0085b"], JournyReason.InvalidEncoding),
                new(5, ["u4", "a\vb\fc"]),
                new(6, ["u5", "d"])
            ],
            IsImported = true,
        },
        ["a last row without a line end"] =
            new("user_id,note\nu1,a\nu2,b") { Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b"])], IsImported = true },
        ["a last row that ends with a delimiter and no line end"] =
            new("user_id,note\nu1,a\nu2,") { Rows = [new(2, ["u1", "a"]), new(3, ["u2", ""])], IsImported = true },
        ["a last row that ends with a quote and no line end"] =
            new("user_id,note\nu1,\"a\"\nu2,\"b\n\"") { Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b\n"])], IsImported = true },
        ["blank lines everywhere"] = new("user_id,note\n\n \n\t\n\u00A0\u3000\nu1,a\n\n\nu2,b\n   \n")
        {
            Rows = [new(6, ["u1", "a"]), new(9, ["u2", "b"])],
            IsImported = true,
        },
        ["blank lines, CRLF"] = new("user_id,note\r\n\r\nu1,a\r\n\r\n\r\nu2,b\r\n\r\n")
        { Rows = [new(3, ["u1", "a"]), new(6, ["u2", "b"])], IsImported = true },
        ["blank lines in a file of one column"] = new("user_id\n\nu1\n  \n\"\"\n\" \"\n\"\n\"\nu2\n\"\"")
        {
            Header = ["user_id"],
            Rows = [new(3, ["u1"]), new(9, ["u2"])],
        },
        ["an end-of-file character of old systems"] = new("user_id,note\r\nu1,a\r\n\u001A")
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["\u001A"], JournyReason.RaggedRow)],
            IsImported = true,
        },

        // White space and odd cells.
        ["white space around cells and quotes"] = new("user_id , note\nu1, a \nu2,\t\"a\"\nu3,\"\u00A0b \"\nu4,\u200Bc\u3000\nu5,d\n")
        {
            Rows =
            [
                new(2, ["u1", " a "]),
                new(3, ["u2", "\t\"a\""]),
                new(4, ["u3", "\u00A0b "]),
                new(5, ["u4", "\u200Bc\u3000"]),
                new(6, ["u5", "d"])
            ],
            IsImported = true,
        },
        ["cells that a spreadsheet would run or change"] = new(
            "user_id,note\nu1,=1+1\nu2,+49 30 1\nu3,-1\nu4,@x\nu5,007\nu6,1e5\nu7,3-4\nu8,12345678901234567890\nu9,'quoted\n")
        {
            Rows =
            [
                new(2, ["u1", "=1+1"]), new(3, ["u2", "+49 30 1"]), new(4, ["u3", "-1"]), new(5, ["u4", "@x"]), new(6, ["u5", "007"]),
                new(7, ["u6", "1e5"]), new(8, ["u7", "3-4"]), new(9, ["u8", "12345678901234567890"]), new(10, ["u9", "'quoted"]),
            ],
            IsImported = true,
        },
        ["NUL and control characters in cells"] = new(
            "user_id,note\nu1,a\0b\nu2,\"\0\"\nu3,\0\0\nu4,\u0007\u001B[31m\u007F\nu5,\u001A\nu6,x\n")
        {
            Rows =
            [
                new(2, ["u1", "a\0b"]), new(3, ["u2", "\0"]), new(4, ["u3", "\0\0"]), new(5, ["u4", "\u0007\u001B[31m\u007F"]),
                new(6, ["u5", "\u001A"]), new(7, ["u6", "x"]),
            ],
            IsImported = true,
        },
        ["rows that begin with NUL"] = new("note,user_id\n\0,u1\n\0\0x,u2\n")
        { Header = ["note", "user_id"], Rows = [new(2, ["\0", "u1"]), new(3, ["\0\0x", "u2"])], IsImported = true },
        ["NUL in the header"] = new("user_id,no\0te\nu1,a\n") { Refusal = (JournyReason.InvalidHeader, "CSV UTF-8"), IsImported = true },
        ["NUL in a quoted name"] = new("user_id,\"no\0te\"\nu1,a\n") { Refusal = (JournyReason.InvalidHeader, "control characters") },
        ["a workbook"] =
            new("PK\u0003\u0004\u0014\0\u0006\0\u0008\0,x\n") { Refusal = (JournyReason.InvalidHeader, "CSV UTF-8"), IsImported = true },
        ["right-to-left and combining text, and pairs that only look alike"] = new(
            "user_id,note\nu1,\u202Eevil\u202C\nu2,שלום עולם\nu3,مرحبا\nu4,e\u0301\nu5,\u00E9\nu6,👩‍👩‍👧‍👦🏳️‍🌈\n"
            + "u7,ﷺ\u0300\u0301\u0302\nu8,\u200Fx\u200E\nＵ９,ﬁ\n")
        {
            Rows =
            [
                new(2, ["u1", "\u202Eevil\u202C"]), new(3, ["u2", "שלום עולם"]), new(4, ["u3", "مرحبا"]), new(5, ["u4", "e\u0301"]),
                new(6, ["u5", "\u00E9"]), new(7, ["u6", "👩‍👩‍👧‍👦🏳️‍🌈"]), new(8, ["u7", "ﷺ\u0300\u0301\u0302"]),
                new(9, ["u8", "\u200Fx\u200E"]), new(10, ["Ｕ９", "ﬁ"]),
            ],
            IsImported = true,
        },
        ["a byte order mark in the middle"] = new("user_id,note\nu1,\uFEFFa\n\"u2\",b\uFEFF\n")
        { Rows = [new(2, ["u1", "\uFEFFa"]), new(3, ["u2", "b\uFEFF"])], IsImported = true },

        // Headers and numbers of cells.
        ["an empty file"] = new("") { Refusal = (JournyReason.InvalidHeader, "is empty"), IsImported = true },
        ["a byte order mark and nothing else"] = new("\uFEFF") { Refusal = (JournyReason.InvalidHeader, "blank first line") },
        ["white space and nothing else"] = new(" \r\n\r\n") { Refusal = (JournyReason.InvalidHeader, "blank first line") },
        ["a blank line before the header"] =
            new("\r\nuser_id,note\r\nu1,a\r\n") { Refusal = (JournyReason.InvalidHeader, "blank first line"), IsImported = true },
        ["a header alone"] = new("user_id,note\r\n") { IsImported = true },
        ["a header alone, with CR"] = new("user_id,note\r"),
        ["a header alone without a line end"] = new("user_id,note") { IsImported = true },
        ["a header alone, quoted, without a line end"] = new("\"user_id\",\"note\""),
        ["a header and blank lines"] = new("user_id,note\n\n  \n\n") { IsImported = true },
        ["delimiters at the end of every line"] = new("user_id,note,\nu1,a,\nu2,b\nu3,c,d\n")
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b"]), new(4, ["u3", "c", "d"], JournyReason.RaggedRow)],
            IsImported = true,
        },
        ["a column without a name before others"] = new(",user_id,note\n0,u1,a\n")
        { Refusal = (JournyReason.InvalidHeader, "-SkipLine 1 -Header 'column 1', 'user_id', 'note'"), IsImported = true },
        ["delimiters at the end of some rows"] = new("user_id,note\nu1,a,\nu2,b\nu3,c,,\n")
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b"]), new(4, ["u3", "c"])],
            IsImported = true,
        },
        ["missing cells, and lines of delimiters alone"] = new("user_id,note,plan\nu1\nu2,b\n,,\nu3,c,p\n")
        {
            Header = ["user_id", "note", "plan"],
            Rows = [new(2, ["u1"], JournyReason.RaggedRow), new(3, ["u2", "b"], JournyReason.RaggedRow), new(5, ["u3", "c", "p"])],
        },
        ["two columns of one name"] = new("user_id,note,Note\nu1,a,b\n")
        { Refusal = (JournyReason.InvalidHeader, "columns 2, 3 are all named 'note'"), IsImported = true },

        // Delimiters.
        ["tabs"] = new("user_id\tnote\nu1\ta, b; c|d\nu2\t\"a\tb\"\nu3\t\n\t\t\nu4\t \n")
        {
            Rows = [new(2, ["u1", "a, b; c|d"]), new(3, ["u2", "a\tb"]), new(4, ["u3", ""]), new(6, ["u4", " "])],
            IsImported = true,
        },
        ["semicolons and decimal commas"] =
            new("user_id;note\nu1;1,5\nu2;\"a;b\"\n") { Rows = [new(2, ["u1", "1,5"]), new(3, ["u2", "a;b"])], IsImported = true },
        ["bars"] = new("user_id|note\nu1|a,b;c\td\n") { Rows = [new(2, ["u1", "a,b;c\td"])], IsImported = true },
        ["a named delimiter"] = new("user_id:note\nu1:a,b;c\nu2:\"a:b\"\n")
        { Delimiter = ':', Rows = [new(2, ["u1", "a,b;c"]), new(3, ["u2", "a:b"])], IsImported = true },
        ["a space as the delimiter"] =
            new("user_id note\nu1 a\n\nu2 \"a b\"\n") { Delimiter = ' ', Rows = [new(2, ["u1", "a"]), new(4, ["u2", "a b"])] },
        ["delimiters of other files within quoted names"] =
            new("user_id,\"a;b;c;d\"\nu1,x\n") { Header = ["user_id", "a;b;c;d"], Rows = [new(2, ["u1", "x"])], IsImported = true },
        ["a sep= line"] = new("sep=;\r\nuser_id;note\r\nu1;a\r\n") { Rows = [new(3, ["u1", "a"])], IsImported = true },
        ["a sep= line of commas"] = new("sep=,\nuser_id,note\nu1,a;b\n") { Rows = [new(3, ["u1", "a;b"])] },
        ["a sep= line of tabs"] = new("SEP=\t\nuser_id\tnote\nu1\ta\n") { Rows = [new(3, ["u1", "a"])] },
        ["a quoted sep= line"] = new("\"sep=;\"\nuser_id;note\nu1;a\n") { Rows = [new(3, ["u1", "a"])] },
        ["a sep= line with another character oftener in the header"] =
            new("sep=;\r\"user_id\";a,b,c\ru1;a\r") { Header = ["user_id", "a,b,c"], Rows = [new(3, ["u1", "a"])] },
        ["a sep= line of a delimiter that is not looked for"] =
            new("sep=^\nuser_id^note\nu1^a\n") { Rows = [new(3, ["u1", "a"])], IsImported = true },
        ["a type line and a sep= line"] = new(
            "#TYPE System.Management.Automation.PSCustomObject\r\nsep=;\r\n\"user_id\";\"note\"\r\n\"u1\";\"a\r\nb\"\r\n\"u2\";\"c\"\r\n")
        {
            Rows = [new(4, ["u1", "a\r\nb"]), new(6, ["u2", "c"])],
            IsImported = true,
        },
        ["commas in the names of a header with semicolons"] = new("user_id;amount, EUR;tax, EUR\nu1;1,5;0\nu2;2;0,5\n")
        {
            Header = ["user_id", "amount, EUR", "tax, EUR"],
            Rows = [new(2, ["u1", "1,5", "0"]), new(3, ["u2", "2", "0,5"])],
            IsImported = true,
        },
        ["a column whose name only begins like a sep= line"] = new("sep=x\nu1\n") { Header = ["sep=x"], Rows = [new(2, ["u1"])] },
        ["a sep= line beside a named delimiter"] = new("sep=;\nuser_id,note\nu1,a\n") { Delimiter = ',', Rows = [new(3, ["u1", "a"])] },

        // Encodings.
        ["UTF-8 with a mark"] = Encoded("utf-8", marks: 1) with { IsImported = true },
        ["UTF-8 with two marks"] = Encoded("utf-8", marks: 2) with { IsImported = true },
        ["UTF-8 with a mark and the name of another encoding"] = Encoded("utf-8", marks: 1) with { Encoding = "iso-8859-1" },
        ["UTF-16 little endian with a mark"] = Encoded("utf-16", marks: 1) with { IsImported = true },
        ["UTF-16 big endian with a mark"] = Encoded("utf-16BE", marks: 1) with { IsImported = true },
        ["UTF-16 with two marks"] = Encoded("utf-16", marks: 2),
        ["UTF-32 little endian with a mark"] = Encoded("utf-32", marks: 1) with { IsImported = true },
        ["UTF-32 big endian with a mark"] = Encoded("utf-32BE", marks: 1),
        ["UTF-16 without a mark"] =
            Encoded("utf-16", marks: 0) with { Rows = [], Refusal = (JournyReason.InvalidHeader, "-Encoding Unicode"), IsImported = true },
        ["UTF-16 without a mark, named"] = Encoded("utf-16", marks: 0) with { Encoding = "utf-16", IsImported = true },
        ["UTF-16 big endian without a mark, named"] = Encoded("utf-16BE", marks: 0) with { Encoding = "utf-16BE" },
        ["UTF-16 that is cut off within a character"] = new([.. Bytes("utf-16", "user_id,note\nu1,a\nu2,bc", marks: 1)[..^1]])
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b\uFFFD"], JournyReason.InvalidEncoding)],
            IsImported = true,
        },
        ["UTF-16 with half a surrogate pair"] = new([
            .. Bytes("utf-16", "user_id,note\nu1,a", marks: 1), 0x3D, 0xD8,
            .. Bytes("utf-16", "\nu2,b\n", marks: 0), 0x00, 0xDE,
            .. Bytes("utf-16", ",c\nu4,😀\n", marks: 0)])
        {
            Rows =
            [
                new(2, ["u1", "a\uFFFD"], JournyReason.InvalidEncoding), new(3, ["u2", "b"]),
                new(4, ["\uFFFD", "c"], JournyReason.InvalidEncoding), new(5, ["u4", "😀"]),
            ],
            IsImported = true,
        },
        ["Latin-1 in a file that passes for UTF-8"] = new([.. "user_id,note\nu1,M"u8, 0xFC, .. "ller\nu2,Müller\n"u8])
        {
            Rows = [new(2, ["u1", "M\uFFFDller"], JournyReason.InvalidEncoding), new(3, ["u2", "Müller"])],
            IsImported = true,
        },
        ["Latin-1, named"] = new([.. "user_id,note\nu1,M"u8, 0xFC, .. "ller\n"u8])
        { Encoding = "iso-8859-1", Rows = [new(2, ["u1", "Müller"])], IsImported = true },
        ["UTF-8 that is cut off within a character"] = new([.. "user_id,note\nu1,a\nu2,b"u8, 0xF0, 0x9F, 0x98])
        {
            Rows = [new(2, ["u1", "a"]), new(3, ["u2", "b\uFFFD"], JournyReason.InvalidEncoding)],
            IsImported = true,
        },
        ["bytes that UTF-8 knows not: a surrogate, an overlong form, a stray one"] = new([
            .. "user_id,note\nu1,"u8, 0xED, 0xA0, 0x80, .. "\nu2,"u8, 0xC0, 0xAF, .. "\nu3,"u8, 0xFF, .. "\nu4,"u8, 0x80, .. "\nu5,b\n"u8])
        {
            Rows =
            [
                new(2, ["u1", "\uFFFD\uFFFD\uFFFD"], JournyReason.InvalidEncoding),
                new(3, ["u2", "\uFFFD\uFFFD"], JournyReason.InvalidEncoding),
                new(4, ["u3", "\uFFFD"], JournyReason.InvalidEncoding),
                new(5, ["u4", "\uFFFD"], JournyReason.InvalidEncoding),
                new(6, ["u5", "b"]),
            ],
            IsImported = true,
        },
        ["a bad byte just before a line end and a quote"] = new(
            [.. "user_id,note\nu1,a"u8, 0xC3, .. "\nu2,\"b"u8, 0xE2, 0x82, .. "\"\nu3,c\n"u8])
        {
            Rows =
            [
                new(2, ["u1", "a\uFFFD"], JournyReason.InvalidEncoding),
                new(3, ["u2", "b\uFFFD"], JournyReason.InvalidEncoding),
                new(4, ["u3", "c"])
            ],
            IsImported = true,
        },
        ["a name that cannot be decoded"] =
            new([.. "user_id,Gr"u8, 0xF6, .. "sse\nu1,a\n"u8]) { Refusal = (JournyReason.InvalidEncoding, "-Encoding"), IsImported = true },
    };

    /// <summary>Counts physical lines, in a way that has nothing to do with the module's.</summary>
    public static int LineEnds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(character => character is '\r' or '\n');

    /// <summary>A text in an encoding, behind some byte order marks.</summary>
    public static byte[] Bytes(string encoding, string text, int marks)
    {
        Encoding writer = Encoding.GetEncoding(encoding);
        return [.. Enumerable.Repeat(writer.GetPreamble(), marks).SelectMany(mark => mark), .. writer.GetBytes(text)];
    }

    private static AwkwardFile Encoded(string encoding, int marks) =>
        new(Bytes(encoding, $"user_id,note\r\nu1,{Text}\r\nu2,\"\r\n{Text}\"\r\n\r\nu3,\u2028\uFFFF\uE000\r\n", marks))
        {
            Rows = [new(2, ["u1", Text]), new(3, ["u2", "\r\n" + Text]), new(6, ["u3", "\u2028\uFFFF\uE000"])],
        };

    private static AwkwardFile Wide(int columns)
    {
        string[] names =
        [
            .. Enumerable.Range(0, columns)
                .Select(index => index == columns / 2 ? "user_id" : string.Create(CultureInfo.InvariantCulture, $"c{index}"))
        ];
        string[] cells = [.. Enumerable.Range(0, columns).Select(index => string.Create(CultureInfo.InvariantCulture, $"v{index}"))];
        string[] others = [.. cells.Select(cell => cell + "\n,\"")];
        string quoted = string.Join(',', others.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        others[columns / 2] = cells[columns / 2] + "'";
        quoted = quoted.Replace($"\"{cells[columns / 2]}\n,\"\"\"", others[columns / 2], StringComparison.Ordinal);
        return new AwkwardFile($"{string.Join(',', names)}\n{string.Join(',', cells)}\n{quoted}\n{string.Join(',', cells)},x\n")
        {
            Header = names,
            Rows = [new(2, cells), new(3, others), new(3 + columns, [.. cells, "x"], JournyReason.RaggedRow)],
        };
    }
}
