package io.jenkins.plugins.cleankill.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    private final SecretMask mask = new SecretMask(List.of("s3cret", "s3cret plus", " ", "a&b"));

    @ParameterizedTest
    @CsvSource({
        "deploy s3cret,deploy ****",
        "xs3crety,x****y",
        "s3cret plus,****",
        "key=s3cret,key=****",
        "a%26b,****",
        "czNjcmV0,****"
    })
    void whatJenkinsKnowsToBeSecretIsMasked(String argument, String shown) {
        assertThat(mask.arguments(List.of("tool", argument))).containsExactly("tool", shown);
    }

    @Test
    void aNameThatTheKernelCutsIsMaskedToo() {
        SecretMask long16 = new SecretMask(List.of("0123456789abcdef"));

        assertThat(long16.text("waits for 0123456789abcde (7)")).isEqualTo("waits for **** (7)");
        assertThat(long16.text("0123456789abcdef")).isEqualTo("****");
    }

    @ParameterizedTest
    @CsvSource({
        "--password=hunter2,--password=****",
        "-Ddb.password=hunter2,-Ddb.password=****",
        "GITHUB_TOKEN=hunter2 and more,GITHUB_TOKEN=****",
        "api-key: hunter2,api-key: ****",
        "https://alice:hunter2@example.org/x,https://alice:****@example.org/x",
        "Authorization: Bearer hunter2,Authorization: ****",
        "X-Any: Bearer hunter2 x,X-Any: Bearer **** x",
        "Proxy: basic hunter2,Proxy: basic ****"
    })
    void whatLooksLikeASecretIsMasked(String argument, String shown) {
        assertThat(mask.arguments(List.of(argument))).containsExactly(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password", "-p", "--api-key", "--vault-token"})
    void theValueOfASecretOptionIsMasked(String option) {
        assertThat(mask.arguments(List.of("tool", option, "hunter2", "file")))
                .containsExactly("tool", option, "****", "file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j8", "--ladder=INT 30s", "https://example.org/x", "src/main/java", "-o", "path=x", ""})
    void theRestStays(String argument) {
        assertThat(mask.arguments(List.of("make", argument))).containsExactly("make", argument);
    }

    @Test
    void anOptionWithoutValueHidesNoOther() {
        assertThat(mask.arguments(List.of("tool", "--token", "--verbose")))
                .containsExactly("tool", "--token", "--verbose");
    }

    @Test
    void longOnesAreCutAfterTheyWereMasked() {
        String secret = "0123456789".repeat(20);
        List<String> kept =
                new SecretMask(List.of(secret)).arguments(List.of("x".repeat(900) + secret, "y".repeat(900), "z"));

        assertThat(String.join("", kept))
                .doesNotContain("0123")
                .endsWith("yyy......")
                .hasSizeLessThan(1020);
        assertThat(mask.arguments(Collections.nCopies(5000, "a")))
                .hasSize(SecretMask.MOST_ARGUMENTS + 1)
                .endsWith("...");
    }

    @Test
    @Timeout(60)
    void twoMegabytesOfNastyArgumentsTakeNoTime() {
        assertThat(mask.arguments(List.of("password".repeat(250_000)))).isNotEmpty();
        assertThat(mask.arguments(List.of("a://".repeat(500_000), "b"))).isNotEmpty();
    }
}
