package dev.stepwell.runtime.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "githubToken",
        "access_token",
        "API_KEY",
        "apiKey",
        "apikey",
        "private-key",
        "PASSWORD",
        "dbPassword2",
        "dbpassword",
        "clientSecret",
        "Authorization",
        "x-auth-header",
        "OAuthToken",
        "sessionCookie",
        "accessKey",
        "awsSecretAccessKey",
        "signingKey",
        "courierKey",
        "key",
        "keys",
        "tokens",
        "refreshTokens",
        "passwordHash",
        "userCredentials",
        "JWT",
        "proxyAuthorization",
        "stripeWebhookSecret",
        "client_secret",
        "githubtoken",
        "x-api-key",
        "basicAuth"
      })
  void theseNamesAreSecret(String name) {
    assertThat(SecretWords.areIn(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "tokenizer",
        "author",
        "authorId",
        "keyboard",
        "monkey",
        "projectId",
        "",
        "x",
        "sortKey",
        "primaryKey",
        "primary_key",
        "foreignKey",
        "partitionKey",
        "publicKey",
        "cacheKey",
        "idempotencyKey",
        "tokenCount",
        "token_count",
        "maxTokens",
        "promptTokens",
        "total_tokens",
        "tokenType",
        "keyName",
        "secretary",
        "passwordPolicy",
        "accessKeyId",
        "tokenExpiresAt",
        "keystone",
        "authored",
        "cookieCount"
      })
  void theseAreNot(String name) {
    assertThat(SecretWords.areIn(name)).isFalse();
  }
}
