using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace WireProxy.Tests.Architecture;

/// <summary>What a compiled assembly says of itself.</summary>
internal static class AssemblyFacts
{
    private const byte NewObject = 0x73;

    public static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    /// <summary>The types of other assemblies that it uses, by full name.</summary>
    public static string[] UsedTypes(Assembly assembly) => Read(assembly, static (metadata, _) =>
        metadata.TypeReferences.Select(handle => Name(metadata, handle)).ToArray());

    /// <summary>The namespaces whose code makes instances of a type of another assembly.</summary>
    public static string[] Makers(Assembly assembly, string type) => Read(assembly, (metadata, image) =>
    {
        HashSet<int> constructors = [.. metadata.MemberReferences
            .Where(handle => IsConstructorOf(metadata, metadata.GetMemberReference(handle), type))
            .Select(handle => MetadataTokens.GetToken(handle))];
        return metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0 && Makes(image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!, constructors))
            .Select(method => OutermostNamespace(metadata, method.GetDeclaringType())).Distinct().ToArray();
    });

    /// <summary>The types that the fields and methods of a namespace mention, by the namespace they are in.</summary>
    public static string[] MentionedNamespaces(Assembly assembly, string within) =>
    [
        .. assembly.GetTypes().Where(type => IsWithin(type.Namespace, within)).SelectMany(Mentioned).Select(type => type.Namespace ?? "").Distinct(),
    ];

    public static bool IsWithin(string? name, string parent) =>
        name == parent || (name is not null && name.StartsWith(parent + ".", StringComparison.Ordinal));

    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<Type> members = type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType));
        return members.SelectMany(static mentioned => mentioned.GetGenericArguments().Append(mentioned));
    }

    private static bool Makes(byte[] code, HashSet<int> constructors)
    {
        for (int at = 0; at + 5 <= code.Length; at++)
        {
            if (code[at] == NewObject && constructors.Contains(BitConverter.ToInt32(code, at + 1)))
                return true;
        }
        return false;
    }

    private static bool IsConstructorOf(MetadataReader metadata, MemberReference member, string type) =>
        metadata.GetString(member.Name) == ".ctor" && member.Parent.Kind == HandleKind.TypeReference
        && Name(metadata, (TypeReferenceHandle)member.Parent) == type;

    private static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name);
    }

    private static string OutermostNamespace(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil ? metadata.GetString(type.Namespace) : OutermostNamespace(metadata, type.GetDeclaringType());
    }

    private static T Read<T>(Assembly assembly, Func<MetadataReader, PEReader, T> read)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using var image = new PEReader(file);
        return read(image.GetMetadataReader(), image);
    }
}
