package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a value as secret: a parameter of a function (a field of its event), a parameter of a step, or a component of a record in an
 * event, an input or a result. Functions get it, and the database stores it, as it is. The API and the dashboard show {@code •••} in its
 * place, in every payload with a field of that name.
 *
 * <p>Fields whose names suggest it, such as {@code githubToken}, {@code password} and {@code apiKey}, are redacted without this
 * annotation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Secret {}
