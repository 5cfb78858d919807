package dev.stepwell.encryption;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component or a field of an event, a result or an argument, or a parameter of a function, whose value {@link FieldEncryption} encrypts. Fields of
 * the same name in other payloads are encrypted too: payloads contain one another. On a parameter of a step it has no effect. A value that has no name in JSON,
 * as in a bean that is written as an array, is rejected when it is stored.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER
})
public @interface Encrypted {}
