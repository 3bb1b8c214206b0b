using CsCheck;

namespace Messaging.Local.Tests;

public sealed class LegalCharacterTests
{
    private const string Edges = "\t\n\r\0\u001F\uD7FF\uE000\uFFFD\uFFFE\uFFFF";

    private static readonly Gen<char> Characters = Gen.OneOf(
        Gen.Char[' ', '~'],
        Gen.Int[0, Edges.Length - 1].Select(at => Edges[at]),
        Gen.Char['\uD800', '\uDFFF']);

    [Fact]
    public void Text_is_legal_exactly_when_each_of_its_characters_is() =>
        Characters.Array[0, 40].Select(characters => new string(characters)).Sample(text =>
            MessageRules.HasLegalCharacters(text) == AllAreLegal(text));

    [Fact]
    public void Pairs_of_surrogates_are_legal_anywhere_in_a_long_text() =>
        Gen.Int[0, 200].Select(Gen.Int[0, 200]).Sample((before, after) =>
            MessageRules.HasLegalCharacters(new string('a', before) + "\U0001F600\n" + new string('é', after)));

    // The set that SQS documents: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.
    private static bool AllAreLegal(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
            {
                at++;
            }
            else if (text[at] is not ('\t' or '\n' or '\r' or (>= ' ' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD')))
            {
                return false;
            }
        }

        return true;
    }
}
