package dev.stepwell;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A value that is not for showing: on the parameter of a function, and so on the field of its event, on the parameter of a step, or on
 * a component of a record that an event carries, or that goes into a step or comes out of it. It is stored and handed to the function
 * as it is; the API and the dashboard show {@code •••} in its place, in every payload that has a field of that name.
 *
 * <p>Fields whose names say so, such as {@code githubToken}, {@code password} and {@code apiKey}, are hidden without it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Secret {}
