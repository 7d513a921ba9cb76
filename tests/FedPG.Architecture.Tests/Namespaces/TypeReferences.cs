using Mono.Cecil;

namespace FedPG.Architecture.Tests.Namespaces;

/// <summary>Every type that a type's compiled code names, generic arguments apart.</summary>
internal static class TypeReferences
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Declared(type).SelectMany(Parts);

    private static IEnumerable<TypeReference?> Declared(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var implemented in type.Interfaces) yield return implemented.InterfaceType;
        foreach (var parameter in type.GenericParameters)
        {
            foreach (var constraint in parameter.Constraints) yield return constraint.ConstraintType;
        }

        foreach (var attribute in type.CustomAttributes) yield return attribute.AttributeType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var property in type.Properties)
        {
            foreach (var attribute in property.CustomAttributes) yield return attribute.AttributeType;
        }

        foreach (var reference in type.Methods.SelectMany(Of)) yield return reference;
    }

    private static IEnumerable<TypeReference?> Of(MethodDefinition method)
    {
        foreach (var reference in Signature(method)) yield return reference;
        foreach (var parameter in method.GenericParameters)
        {
            foreach (var constraint in parameter.Constraints) yield return constraint.ConstraintType;
        }

        if (!method.HasBody) yield break;
        foreach (var variable in method.Body.Variables) yield return variable.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers) yield return handler.CatchType;
        foreach (var instruction in method.Body.Instructions)
        {
            foreach (var reference in Operand(instruction.Operand)) yield return reference;
        }
    }

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [.. Signature(generic), .. generic.GenericArguments],
        MethodReference method => Signature(method),
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        RequiredModifierType modified => [.. Parts(modified.ElementType), .. Parts(modified.ModifierType)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
