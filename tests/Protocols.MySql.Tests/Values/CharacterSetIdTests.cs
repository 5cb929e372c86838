using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Values;

public sealed class CharacterSetIdTests
{
    [Theory]
    // every collation of MariaDB 10.11 (information_schema.COLLATION_CHARACTER_SET_APPLICABILITY)
    [InlineData("armscii8", CharacterEncoding.SingleByte, 1, "32 64 1056 1088")]
    [InlineData("ascii", CharacterEncoding.SingleByte, 1, "11 65 1035 1089")]
    [InlineData("big5", CharacterEncoding.Unsafe, 1, "1 84 1025 1108")]
    [InlineData("binary", CharacterEncoding.Binary, 1, "63")]
    [InlineData("cp1250", CharacterEncoding.SingleByte, 1, "26 34 44 66 99 1050 1090")]
    [InlineData("cp1251", CharacterEncoding.SingleByte, 1, "14 23 50-52 1074-1075")]
    [InlineData("cp1256", CharacterEncoding.SingleByte, 1, "57 67 1081 1091")]
    [InlineData("cp1257", CharacterEncoding.SingleByte, 1, "29 58-59 1082-1083")]
    [InlineData("cp850", CharacterEncoding.SingleByte, 1, "4 80 1028 1104")]
    [InlineData("cp852", CharacterEncoding.SingleByte, 1, "40 81 1064 1105")]
    [InlineData("cp866", CharacterEncoding.SingleByte, 1, "36 68 1060 1092")]
    [InlineData("cp932", CharacterEncoding.Unsafe, 1, "95-96 1119-1120")]
    [InlineData("dec8", CharacterEncoding.SingleByte, 1, "3 69 1027 1093")]
    [InlineData("eucjpms", CharacterEncoding.Euc, 3, "97-98 1121-1122")]
    [InlineData("euckr", CharacterEncoding.Unsafe, 1, "19 85 1043 1109")]
    [InlineData("gb2312", CharacterEncoding.Euc, 2, "24 86 1048 1110")]
    [InlineData("gbk", CharacterEncoding.Unsafe, 1, "28 87 1052 1111")]
    [InlineData("geostd8", CharacterEncoding.SingleByte, 1, "92-93 1116-1117")]
    [InlineData("greek", CharacterEncoding.SingleByte, 1, "25 70 1049 1094")]
    [InlineData("hebrew", CharacterEncoding.SingleByte, 1, "16 71 1040 1095")]
    [InlineData("hp8", CharacterEncoding.SingleByte, 1, "6 72 1030 1096")]
    [InlineData("keybcs2", CharacterEncoding.SingleByte, 1, "37 73 1061 1097")]
    [InlineData("koi8r", CharacterEncoding.SingleByte, 1, "7 74 1031 1098")]
    [InlineData("koi8u", CharacterEncoding.SingleByte, 1, "22 75 1046 1099")]
    [InlineData("latin1", CharacterEncoding.SingleByte, 1, "5 8 15 31 47-49 94 1032 1071")]
    [InlineData("latin2", CharacterEncoding.SingleByte, 1, "2 9 21 27 77 1033 1101")]
    [InlineData("latin5", CharacterEncoding.SingleByte, 1, "30 78 1054 1102")]
    [InlineData("latin7", CharacterEncoding.SingleByte, 1, "20 41-42 79 1065 1103")]
    [InlineData("macce", CharacterEncoding.SingleByte, 1, "38 43 1062 1067")]
    [InlineData("macroman", CharacterEncoding.SingleByte, 1, "39 53 1063 1077")]
    [InlineData("sjis", CharacterEncoding.Unsafe, 1, "13 88 1037 1112")]
    [InlineData("swe7", CharacterEncoding.Unsafe, 1, "10 82 1034 1106")]
    [InlineData("tis620", CharacterEncoding.SingleByte, 1, "18 89 1042 1113")]
    [InlineData("ucs2", CharacterEncoding.Unsafe, 1, "35 90 128-151 159 640-642 1059 1114 1152 1174 2560-2727 2744-2759")]
    [InlineData("ujis", CharacterEncoding.Euc, 3, "12 91 1036 1115")]
    [InlineData("utf16", CharacterEncoding.Unsafe, 1, "54-55 101-124 672-674 1078-1079 1125 1147 2816-2983 3000-3015")]
    [InlineData("utf16le", CharacterEncoding.Unsafe, 1, "56 62 1080 1086")]
    [InlineData("utf32", CharacterEncoding.Unsafe, 1, "60-61 160-183 736-738 1084-1085 1184 1206 3072-3239 3256-3271")]
    [InlineData("utf8mb3", CharacterEncoding.Utf8, 3, "33 83 192-215 223 576-578 1057 1107 1216 1238 2048-2215 2232-2247")]
    [InlineData("utf8mb4", CharacterEncoding.Utf8, 4, "45-46 224-247 608-610 1069-1070 1248 1270 2304-2471 2488-2503")]
    // those that only MySQL has, and none
    [InlineData("utf8mb3_tolower_ci", CharacterEncoding.Utf8, 3, "76")]
    [InlineData("gb18030", CharacterEncoding.Unsafe, 1, "248-250")]
    [InlineData("utf8mb4_0900", CharacterEncoding.Utf8, 4, "255-323")]
    [InlineData("filename", CharacterEncoding.Unsafe, 1, "17")]
    [InlineData("none", CharacterEncoding.Unsafe, 1, "0 100 125-127 152-158 184-191 216-222 251-254 324-575 1024 1280-1347 3328 65535")]
    public void Every_collation_has_its_encoding(string name, CharacterEncoding encoding, int maxBytes, string ids)
    {
        foreach (string range in ids.Split(' '))
        {
            int[] ends = [.. range.Split('-').Select(int.Parse)];
            for (int id = ends[0]; id <= ends[^1]; id++)
            {
                var set = new CharacterSetId((ushort)id);
                Assert.True(set.Encoding == encoding, $"{name} {id} is {set.Encoding}");
                Assert.Equal(encoding != CharacterEncoding.Unsafe, set.IsAsciiSafe);
                Assert.True(set.MaxBytesPerCharacter == maxBytes, $"{name} {id} has {set.MaxBytesPerCharacter}");
            }
        }
    }
}
