pipeline {
    agent { docker { image 'python:3.12' } }
    options { timeout(time: 15, unit: 'MINUTES') }
    stages {
        stage('quantum-lint') {
            steps {
                sh '''
                    python -m venv "$WORKSPACE_TMP/quantum-lint"
                    "$WORKSPACE_TMP/quantum-lint/bin/pip" install "[[requirement]]"
                    "$WORKSPACE_TMP/quantum-lint/bin/quantum-lint" scan --format text --format junit=quantum-lint.xml
                '''
            }
            post { always { junit allowEmptyResults: true, testResults: 'quantum-lint.xml' } }
        }
    }
}
